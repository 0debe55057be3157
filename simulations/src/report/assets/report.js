// Draws the charts of a report. The page says what to draw (see page/chart.ts); here is how, in the page's own colours.
;(() => {
  const echarts = globalThis.echarts
  const root = document.documentElement
  const drawings = JSON.parse(document.getElementById('charts').textContent)
  const charts = drawings.map(({ id, drawing }) => {
    const element = document.getElementById(id)
    return { element, drawing, chart: echarts.init(element, null, { renderer: 'svg' }) }
  })

  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim()
  const number = (value, digits) => value.toLocaleString('en-US', { maximumFractionDigits: digits })
  const usd = (value) =>
    `${number(value, value !== 0 && Math.abs(value) < 0.1 ? 4 : Math.abs(value) < 100 ? 2 : 0)} USD`
  const units = {
    count: (value) => number(value, 0),
    share: (value) => `${number(value * 100, 1)} %`,
    usd,
    usdPerHour: (value) => `${usd(value)} an hour`,
    usdPerMonth: (value) => `${usd(value)} a month`,
  }
  const axisUnits = {
    ...units,
    usdPerHour: usd,
    usdPerMonth: (value) => number(value, 4),
    share: (value) => `${number(value * 100, 0)} %`,
  }
  const dates = { year: '{yyyy}', month: '{d} {MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' }
  const axisNames = { usdPerHour: 'USD an hour', usdPerMonth: 'USD a month, logarithmic' }

  const write = (format) => (value) =>
    value === null || value === undefined || Number.isNaN(value) ? '–' : format(value)
  const text = () => ({ color: colour('soft'), fontSize: 13 })
  const plain = echarts.format.encodeHTML
  const narrow = (element) => element.clientWidth < 560

  function base(names) {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
      tooltip: {
        confine: true,
        backgroundColor: colour('card'),
        borderColor: colour('line'),
        textStyle: { color: colour('text'), fontSize: 13 },
      },
      legend: {
        type: 'scroll',
        top: 0,
        left: 0,
        icon: 'roundRect',
        itemWidth: 14,
        itemHeight: 10,
        itemGap: 16,
        data: names,
        textStyle: text(),
        pageTextStyle: text(),
        pageIconColor: colour('accent'),
        pageIconInactiveColor: colour('line'),
      },
      grid: { left: 8, right: 18, top: 42, bottom: 10, containLabel: true },
    }
  }

  const quietAxis = () => ({
    axisLine: { lineStyle: { color: colour('line') } },
    axisTick: { show: false },
    axisLabel: { ...text(), hideOverlap: true },
    splitLine: { lineStyle: { color: colour('grid') } },
  })
  const timeAxis = (element) => ({
    ...quietAxis(),
    type: 'time',
    splitLine: { show: false },
    splitNumber: narrow(element) ? 3 : 7,
    axisLabel: { ...text(), hideOverlap: true, formatter: dates },
  })
  const valueAxis = (unit) => ({
    ...quietAxis(),
    type: 'value',
    min: 0,
    axisLine: { show: false },
    axisLabel: { ...text(), formatter: axisUnits[unit] },
  })

  function lines({ unit, lines, stacked, reference }, element) {
    const own = lines.map((line) => ({
      name: line.name,
      type: 'line',
      data: line.points,
      color: colour(line.colour),
      showSymbol: line.points.length === 1,
      symbol: 'circle',
      symbolSize: 6,
      lineStyle: { width: stacked ? 0 : 2 },
      ...(stacked ? { stack: 'all', areaStyle: { opacity: 0.9 } } : {}),
      emphasis: { disabled: true },
    }))
    if (reference) own.push(referenceLine(reference, lines))
    const bands = stacked ? [] : lines.flatMap((line, i) => (line.band ? bandAround(line, i) : []))
    const option = base(own.map(({ name }) => name))
    return {
      ...option,
      useUTC: true,
      tooltip: {
        ...option.tooltip,
        trigger: 'axis',
        formatter: (items) =>
          describe(
            items.filter(({ seriesIndex }) => seriesIndex < own.length),
            lines,
            write(units[unit]),
          ),
        axisPointer: { lineStyle: { color: colour('soft') } },
      },
      xAxis: timeAxis(element),
      yAxis: { ...valueAxis(unit), ...limits(unit, reference) },
      series: [...own, ...bands],
    }
  }

  // A point that stands for a day or more is a mean: the band behind it goes from the lowest tick to the highest.
  function bandAround({ name, colour: own, band }, i) {
    const part = {
      name,
      type: 'line',
      stack: `band ${i}`,
      symbol: 'none',
      silent: true,
      lineStyle: { width: 0 },
      color: colour(own),
      emphasis: { disabled: true },
    }
    return [
      { ...part, data: band.map(([time, low]) => [time, low]) },
      { ...part, data: band.map(([time, low, high]) => [time, high - low]), areaStyle: { opacity: 0.16 } },
    ]
  }

  function describe(items, lines, format) {
    if (items.length === 0) return ''
    const time = new Date(items[0].axisValue).toISOString().slice(0, 16).replace('T', ' ')
    const rows = items.map(({ marker, seriesName, seriesIndex, data }) => {
      const range = lines[seriesIndex]?.band?.find(([at]) => at === data[0])
      const spread = range ? ` (${format(range[1])} to ${format(range[2])})` : ''
      return `${marker}${plain(seriesName)} <b>${format(data[1])}</b>${spread}`
    })
    return [`${time} UTC`, ...rows].join('<br>')
  }

  function limits(unit, reference) {
    if (unit !== 'share') return {}
    if (!reference) return { max: ({ max }) => (max > 0.5 ? 1 : null) }
    return {
      min: ({ min }) => Math.max(0, Math.floor(Math.min(0.9, min) * 10) / 10),
      max: ({ max }) => Math.ceil(Math.max(1.1, max) * 10) / 10,
    }
  }

  function referenceLine({ value, name }, lines) {
    const times = lines
      .flatMap(({ points }) => [points[0]?.[0], points.at(-1)?.[0]])
      .filter((time) => time !== undefined)
    const ends = [Math.min(...times), Math.max(...times)]
    return {
      name,
      type: 'line',
      data: ends.map((time) => [time, value]),
      color: colour('text'),
      showSymbol: ends[0] === ends[1],
      lineStyle: { width: 1.5, type: 'dashed' },
      emphasis: { disabled: true },
    }
  }

  function bars({ unit, times, bars }, element) {
    const option = base(bars.map(({ name }) => name))
    return {
      ...option,
      useUTC: true,
      tooltip: {
        ...option.tooltip,
        trigger: 'axis',
        valueFormatter: write(units[unit]),
        axisPointer: { type: 'shadow' },
      },
      xAxis: timeAxis(element),
      yAxis: { ...valueAxis(unit), minInterval: 1 },
      series: bars.map(({ name, colour: own, values }) => ({
        name,
        type: 'bar',
        stack: 'all',
        data: values.map((value, i) => [times[i], value]),
        color: colour(own),
        barCategoryGap: '20%',
        emphasis: { disabled: true },
      })),
    }
  }

  // On a logarithmic axis zero has no place: a provider without earnings stands at its left edge, and the words beside it say 0.
  function boxes({ unit, groups, boxes }, element) {
    const positive = boxes.flatMap(({ values }) => values.flat()).filter((value) => value > 0)
    const ceiling = Math.max(...positive) * 1.25
    const floor = 10 ** Math.floor(Math.log10(Math.min(...positive)))
    const option = base(boxes.map(({ name }) => name))
    const words = [
      'nine in ten make at least',
      'three in four make at least',
      'the middle one makes',
      'one in four makes at least',
      'one in twenty makes at least',
    ]
    const describe = ({ seriesIndex, dataIndex }) => {
      const box = boxes[seriesIndex]
      const values = box.values[dataIndex].map((value, i) => `${words[i]} <b>${units[unit](value)}</b>`)
      return [`<b>${plain(groups[dataIndex])}</b> · ${plain(box.name)}`, ...values].join('<br>')
    }
    return {
      ...option,
      tooltip: { ...option.tooltip, trigger: 'item', formatter: describe },
      grid: { ...option.grid, bottom: 34, right: 48 },
      xAxis: {
        ...quietAxis(),
        type: 'log',
        min: floor,
        max: ceiling,
        name: axisNames[unit],
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: text(),
        axisLabel: { ...text(), hideOverlap: true, showMaxLabel: false, formatter: axisUnits[unit] },
      },
      yAxis: {
        ...quietAxis(),
        type: 'category',
        inverse: true,
        data: groups,
        splitLine: { show: false },
        axisLabel: { ...text(), color: colour('text'), width: narrow(element) ? 90 : 170, overflow: 'break' },
      },
      series: boxes.map(({ name, colour: own, values }) => ({
        name,
        type: 'boxplot',
        boxWidth: [8, 16],
        data: values.map((value) => value.map((part) => Math.max(part, floor))),
        color: colour(own),
        itemStyle: { color: `${colour(own)}55`, borderColor: colour(own), borderWidth: 1.5 },
        emphasis: { disabled: true },
      })),
    }
  }

  function flow({ unit, nodes, links }, element) {
    const option = base([])
    const small = narrow(element)
    const totals = new Map(nodes.map(({ name }) => [name, total(links, name)]))
    return {
      ...option,
      legend: { show: false },
      tooltip: { ...option.tooltip, trigger: 'item', valueFormatter: write(units[unit]) },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: small ? 96 : 150,
          top: 24,
          bottom: 24,
          nodeWidth: small ? 10 : 16,
          nodeGap: small ? 34 : 40,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: nodes.map(({ name, colour: own }) => ({ name, itemStyle: { color: colour(own), borderWidth: 0 } })),
          links,
          lineStyle: { color: 'source', opacity: 0.32 },
          label: {
            color: colour('text'),
            fontSize: small ? 11 : 13,
            lineHeight: small ? 14 : 17,
            formatter: ({ name }) => `${name}\n${units[unit](totals.get(name))}`,
          },
        },
      ],
    }
  }

  function total(links, name) {
    const sum = (end) => links.filter((link) => link[end] === name).reduce((all, { value }) => all + value, 0)
    return Math.max(sum('source'), sum('target'))
  }

  const kinds = { lines, bars, boxes, flow }
  const draw = () => {
    for (const { chart, drawing, element } of charts) chart.setOption(kinds[drawing.kind](drawing, element), true)
  }

  draw()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
  const sizes = new ResizeObserver(() => {
    for (const { chart, element } of charts) if (element.clientWidth !== chart.getWidth()) chart.resize()
    draw()
  })
  for (const { element } of charts) sizes.observe(element)

  // Paper is light and narrow, whatever the screen is.
  const PAPER_WIDTH = 680
  addEventListener('beforeprint', () => {
    root.classList.add('printing')
    for (const { chart } of charts) chart.resize({ width: PAPER_WIDTH })
    draw()
  })
  addEventListener('afterprint', () => {
    root.classList.remove('printing')
    for (const { chart } of charts) chart.resize({ width: 'auto' })
    draw()
  })
})()

"use strict";
(() => {
const root = document.documentElement;
const words = JSON.parse(root.dataset.words);
const told = (name, fields = {}) => words[name].replace(/\{(\w+)\}/g, (_, field) => fields[field]);
root.classList.add("scripted");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (tag, given = {}, ...inner) => {
  const element = Object.assign(document.createElement(tag), given);
  element.append(...inner);
  return element;
};
let timer = 0;
const say = (words) => {
  clearTimeout(timer);
  timer = setTimeout(() => { document.getElementById("live").textContent = words; }, 150);
};

// Sorting: missing values stay last, up and down; a second click turns the order round.
const asNumber = (text) => {
  const found = text.replaceAll(words.group, "").replace(words.point, ".").match(/-?\d+(?:\.\d+)?/);
  return found ? Number(found[0]) : null;
};
const wordsOf = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim();
const keyOf = (cell, isNumber) => {
  const text = cell.dataset.value ?? wordsOf(cell);
  if (!isNumber) return text || null;
  return cell.dataset.value ? Number(text) : asNumber(text);
};
const compared = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b, root.lang, {numeric: true});
const sort = (table, header, place) => {
  const up = header.getAttribute("aria-sort") !== "ascending";
  const isNumber = table.classList.contains(`n${place + 1}`);
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [keyOf(row.cells[place], isNumber), row]);
  rows.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null) : (up ? 1 : -1) * compared(a, b));
  body.append(...rows.map(([, row]) => row));
  for (const other of all("[aria-sort]", table)) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", up ? "ascending" : "descending");
  say(told(up ? "up" : "down", {column: wordsOf(header)}));
};
const pictures = (table) => all("col", table).findIndex((column) => column.className === "w-years");
const makeSortable = (table) => {
  all("thead th", table).forEach((header, place) => {
    if (place === pictures(table)) return;
    const button = make("button", {type: "button", textContent: wordsOf(header)});
    header.replaceChildren(button);
    button.addEventListener("click", () => sort(table, header, place));
  });
};

// Filtering: a row that is hidden on the screen is printed all the same.
const makeFilter = (table) => {
  const pair = document.getElementById("filter-pair");
  const status = document.getElementById("filter-status");
  const filter = () => {
    const words = pair.value.trim().toLowerCase();
    const rows = [...table.tBodies[0].rows];
    for (const row of rows) {
      const name = `${row.cells[0].textContent} ${row.cells[0].firstChild.hash}`.toLowerCase();
      row.classList.toggle("off", !name.includes(words) || (status.value && row.dataset.status !== status.value));
    }
    say(told("left", {rows: rows.filter((row) => !row.classList.contains("off")).length, all: rows.length}));
  };
  pair.addEventListener("input", filter);
  status.addEventListener("change", filter);
  pair.form.addEventListener("submit", (event) => event.preventDefault());
};

// Copying: a table for a spreadsheet, and no cell that it would run as a formula.
const plain = (shown) => {
  const text = shown.replace(/^≈ /, "").replace(/\s%/g, "%").replace(/(\d)(\D)(?=\d{3}(?!\d))/g, (all, digit, sign) => sign === words.group ? digit : all);
  return /^[=@]|^[+-](?!\d)/.test(text) ? `'${text}` : text;
};
// What stands small below a value, such as its year, has a column of its own there.
const copied = (table) => {
  const rows = [...table.rows].filter((row) => !row.classList.contains("off"));
  const places = [...rows[0].cells].map((_, place) => place).filter((place) => place !== pictures(table));
  const isDouble = (place) => rows.some((row) => row.cells[place].querySelector("small"));
  return rows.map((row) => places.flatMap((place) => {
    const cell = row.cells[place];
    const more = row === rows[0] ? told("note", {column: wordsOf(cell)}) : cell.querySelector("small")?.textContent.trim() ?? "";
    return (isDouble(place) ? [wordsOf(cell), more] : [wordsOf(cell)]).map(plain);
  }));
};
const makeCopy = (table, button) => button.addEventListener("click", () => {
  const rows = copied(table);
  const copy = make("table");
  for (const row of rows) copy.append(make("tr", {}, ...row.map((text) => make("td", {textContent: text}))));
  const put = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", rows.map((row) => row.join("\t")).join("\n"));
    event.clipboardData.setData("text/html", copy.outerHTML);
  };
  document.addEventListener("copy", put, {once: true});
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  say(done ? told("copied", {rows: rows.length - 1}) : words.refused);
});

// Values of a chart: by the pointer, or with the arrow keys at its one Tab stop.
const makeReadable = (chart) => {
  const points = chart.dataset.points.split(";").filter(Boolean).map((text) => {
    const [wideX, wideY, x, y, ...label] = text.split(" ");
    return {wide: [wideX, wideY], narrow: [x, y], label: label.join(" ")};
  });
  const plots = all(".plot", chart);
  const spot = make("div", {className: "spot", hidden: true});
  const tip = make("div", {className: "tip", hidden: true});
  let at = -1;
  const shown = () => plots.find((plot) => plot.offsetParent) ?? plots[0];
  const placed = (plot, point) => {
    const svg = plot.querySelector("svg");
    const [x, y] = plot.classList.contains("wide") ? point.wide : point.narrow;
    return [svg.clientWidth * x / 1000, plot.clientHeight - svg.clientHeight + svg.clientHeight * y / 1000];
  };
  const show = (place, aloud) => {
    const plot = shown();
    const point = points[at = place];
    const [x, y] = placed(plot, point);
    plot.append(spot, tip);
    tip.textContent = point.label;
    spot.hidden = tip.hidden = false;
    spot.style.left = `${x}px`;
    spot.style.top = `${y}px`;
    tip.style.left = `${Math.max(0, Math.min(x + 12, plot.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${Math.max(0, y - tip.offsetHeight - 10)}px`;
    if (aloud) say(point.label);
  };
  const hide = () => { spot.hidden = tip.hidden = true; };
  if (!points.length) return;
  const title = all("title", chart)[0].textContent;
  chart.tabIndex = 0;
  chart.setAttribute("role", "group");
  chart.setAttribute("aria-label", told("keys", {title}));
  for (const plot of plots) {
    plot.addEventListener("pointermove", (event) => {
      const box = plot.getBoundingClientRect();
      const far = points.map((point) => {
        const [x, y] = placed(plot, point);
        return Math.abs(event.clientX - box.left - x) + Math.abs(event.clientY - box.top - y) / 8;
      });
      const near = far.indexOf(Math.min(...far));
      if (far[near] < 60) show(near, false); else hide();
    });
    plot.addEventListener("pointerleave", hide);
  }
  chart.addEventListener("keydown", (event) => {
    if (event.target !== chart) return;
    const last = points.length - 1;
    const to = {ArrowLeft: Math.max(0, at < 0 ? last : at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last}[event.key];
    if (event.key === "Escape") hide();
    if (to === undefined) return;
    event.preventDefault();
    show(to, true);
  });
  chart.addEventListener("blur", hide);
};

// Pictures to keep: the colours of a light page, written out, and no network.
const standalone = (svg) => {
  const copy = svg.cloneNode(true);
  const [, , width, height] = copy.getAttribute("viewBox").split(" ").map(Number);
  const scale = width > 500 ? 960 / width : 2;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", Math.round(width * scale));
  copy.setAttribute("height", Math.round(height * scale));
  return new XMLSerializer().serializeToString(copy).replace(/var\(--(\w+)\)/g, (_, name) => words.colors[name]);
};
const keep = (name, url) => make("a", {download: name, href: url}).click();
const asData = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
const keepPng = (name, svg) => {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", {width: image.width * 2, height: image.height * 2});
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    keep(name, canvas.toDataURL("image/png"));
  });
  image.src = asData(svg);
};
const makeTools = (chart) => {
  const svg = chart.querySelector(".wide svg");
  const name = chart.closest("section").id;
  const button = (label, action) => {
    const made = make("button", {type: "button", textContent: label});
    made.setAttribute("aria-label", `${label}: ${svg.querySelector("title").textContent}`);
    made.addEventListener("click", action);
    return made;
  };
  chart.parentElement.querySelector(".tools").append(
    button(words.svg, () => keep(`${name}.svg`, asData(svg))),
    button(words.png, () => keepPng(`${name}.png`, svg)),
  );
};

// What if it grew at another rate: n = ln(T / B) / ln(1 + g), as in the tables.
const digits = (value) => Number(value.toPrecision(4)).toLocaleString(root.lang, {maximumFractionDigits: 6});
const tenths = (value) => value.toLocaleString(root.lang, {minimumFractionDigits: 1, maximumFractionDigits: 1});
const makeWhatIf = (box) => {
  const {base, year, first, targets, rate, unit, label} = box.dataset;
  const level = Number(base);
  const yearOf = (number) => first === "1" ? `${number}` : `${number}-${String((number + 1) % 100).padStart(2, "0")}`;
  const id = `${box.closest("section").id}-rate`;
  const slider = make("input", {type: "range", id, min: "-10", max: "40", step: "0.1", value: rate});
  const shown = make("strong");
  const result = make("p");
  const tell = (aloud) => {
    const percent = Number(slider.value);
    const growth = 1 + percent / 100;
    const parts = (targets ? targets.split(" ") : []).map(Number).map((target) => {
      const years = Math.log(target / level) / Math.log(growth);
      const arrives = Math.ceil(years - 1e-9);
      const value = digits(target);
      if (!(percent > 0)) return told("never", {value});
      return arrives > 1000 ? told("late", {value}) : told("in", {value, year: yearOf(Number(year) + arrives)});
    });
    const five = Number(year) + 5;
    parts.push(told("in", {value: digits(level * growth ** 5), year: yearOf(five)}));
    parts.push(percent > 0 ? told("doubles", {years: tenths(Math.LN2 / Math.log(growth))}) : words.constant);
    shown.textContent = `${tenths(percent)}${words.percent}`;
    slider.setAttribute("aria-valuetext", told("aloud", {rate: shown.textContent}));
    result.textContent = `${parts.join("; ")}.`;
    if (aloud) say(result.textContent);
  };
  slider.addEventListener("input", () => tell(true));
  box.append(make("fieldset", {},
    make("legend", {textContent: told("legend", {period: label, unit})}),
    make("label", {htmlFor: id}, `${words.growth} `, shown), " ", slider, result));
  tell(false);
};

// Files to keep lie packed in the page, and are unpacked where the browser can.
const makeUnpacked = (link) => link.addEventListener("click", (event) => {
  if (!window.DecompressionStream) return;
  event.preventDefault();
  const bytes = Uint8Array.from(atob(link.href.split(",")[1]), (sign) => sign.charCodeAt(0));
  const plainText = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  new Response(plainText, {headers: {"Content-Type": "text/csv;charset=utf-8"}}).blob().then((blob) => {
    const url = URL.createObjectURL(blob);
    keep(link.download.replace(/\.gz$/, ""), url);
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  });
});

document.addEventListener("DOMContentLoaded", () => {
  for (const table of all("table.league")) {
    makeSortable(table);
    makeFilter(table);
    makeCopy(table, document.getElementById("copy"));
  }
  all(".chart").forEach((chart) => { makeReadable(chart); makeTools(chart); });
  all(".what-if").forEach(makeWhatIf);
  all("a[download]").forEach(makeUnpacked);
});
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const one of closed) one.open = true;
});
addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
})();

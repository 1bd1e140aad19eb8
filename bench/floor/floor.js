/** The least that can show, search and scroll the same fleet: a list of strings and thirty rows. What no framework costs. */
const HEIGHT = 36;
const lines = [];
let found = lines;
const input = document.querySelector('input');
const status = document.querySelector('[role=status]');
const grid = document.querySelector('[role=grid]');
const height = document.querySelector('.height');
const rows = Array.from({ length: 30 }, () => {
  const row = document.createElement('div');
  row.setAttribute('role', 'row');
  grid.append(row);
  return row;
});

function draw() {
  const first = Math.floor(grid.scrollTop / HEIGHT);
  height.style.height = `${found.length * HEIGHT}px`;
  rows.forEach((row, index) => {
    row.style.top = `${(first + index) * HEIGHT}px`;
    row.textContent = found[first + index]?.text ?? '';
  });
}

function search() {
  const words = input.value.toLowerCase().split(' ').filter(Boolean);
  found = words.length === 0 ? lines : lines.filter(({ key }) => words.every((word) => key.includes(word)));
  status.textContent = `${found.length} of ${lines.length}`;
  draw();
}

input.addEventListener('input', search);
grid.addEventListener('scroll', draw, { passive: true });

async function read() {
  let query = 'PageSize=50';
  for (let page = 0; query !== null; page += 1) {
    const { devices, meta } = await (await fetch(`/v1/Devices?${query}`)).json();
    // The first small page is for the eye, the chain begins anew with large ones.
    if (page < 2) lines.length = 0;
    for (const { sid, unique_name: name } of devices) lines.push({ text: name ?? sid, key: `${name ?? ''} ${sid}`.toLowerCase() });
    search();
    query = page === 0 ? 'PageSize=1000' : meta.next_page_url && new URL(meta.next_page_url).search.slice(1);
  }
  document.title = 'complete';
}
void read();

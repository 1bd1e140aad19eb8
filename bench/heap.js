/** Megabytes after a collection, of a page and of its workers: the heap of the language, and the arrays that lie beside it. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  const main = await measured((method) => session.send(method));
  const workers = [];
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.push(sessionId);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let worker = 0;
  for (const sessionId of workers) worker += await measured((method) => call(session, sessionId, method));
  await session.detach();
  return { main, worker, sum: main + worker };
}

/** Twice: what a collection lets go of may hold on to more. */
async function measured(send) {
  await send('HeapProfiler.enable');
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await send('Runtime.getHeapUsage');
  return (usedSize + backingStorageSize) / 1e6;
}

let calls = 0;

function call(session, sessionId, method) {
  calls += 1;
  const id = calls;
  return new Promise((resolve) => {
    const hear = ({ sessionId: from, message }) => {
      const reply = JSON.parse(message);
      if (from !== sessionId || reply.id !== id) return;
      session.off('Target.receivedMessageFromTarget', hear);
      resolve(reply.result);
    };
    session.on('Target.receivedMessageFromTarget', hear);
    void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
  });
}

let turn = 0;
let watched = false;

/**
 * Number of the stretch of JavaScript that is running: from one callback of the event loop to the next, microtasks included.
 *
 * Within one turn no message from outside can arrive, so nothing that runs in it can have heard of anything that happened after the
 * turn began. Two calls of one turn may therefore share a question to the cache without one of them being told something
 * older than it knows.
 */
export function currentTurn(): number {
  if (!watched) {
    watched = true;
    // A tick queued by a microtask runs when the microtask queue is empty, and before the event loop goes on.
    queueMicrotask(() => process.nextTick(endTurn));
  }
  return turn;
}

function endTurn(): void {
  watched = false;
  turn += 1;
}

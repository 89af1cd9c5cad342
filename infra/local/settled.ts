/** Part of the local cloud that has work under way at times. */
export interface Worker {
  busy(): boolean;
  idle(): Promise<void>;
}

/** Resolves when none of the workers has work and no mail's fate is under way; each may give the others more. */
export async function settled(workers: readonly Worker[], ses: { settled(): Promise<void> }): Promise<void> {
  do {
    await Promise.all(workers.map((each) => each.idle()));
    // After them, because what they did last may have sent mails.
    await ses.settled();
  } while (workers.some((each) => each.busy()));
}

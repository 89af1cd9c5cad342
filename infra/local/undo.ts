/** What must be ended again, the last begun first. */
export class Undo {
  private readonly steps: (() => unknown)[] = [];

  later(step: () => unknown): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (const step of this.steps.splice(0).reverse()) await step();
  }
}

/** Text files with a line for each customer or mail, which may outgrow memory. */
export interface LongFiles {
  /** Begins the file of that key; what it gives adds a text to it. */
  open(key: string): (text: string) => void;
  /** Puts every file whole under its key; before that there is none of them. */
  publish(): Promise<void>;
}

declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory without one. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    maxItemSizeKb?: number;
  }

  /** A DynamoDB in an HTTP server that does not listen yet; closing the server closes the store. */
  export default function dynalite(options?: DynaliteOptions): Server;
}

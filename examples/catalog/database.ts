import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Product } from './product';

/** How large the catalogue is. The defaults make a query of about a millisecond: an ordinary product page. */
const SIZE = { products: 2000, reviewsPerProduct: 10, categories: 20 };

interface Row {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly price_cents: number;
  readonly updated_at: Date;
  readonly reviews: number;
  readonly average_rating: number;
  readonly related: string[];
}

type Message = { readonly ready: true } | { readonly call: number; readonly row?: Row; readonly error?: string };

/** The shop's database of record, with a count of what it was asked. */
export class Database {
  public static async open(): Promise<Database> {
    const worker = new Worker(path.join(__dirname, 'database-worker.mjs'), { workerData: SIZE });
    const database = new Database(worker);
    await database.ready;
    return database;
  }

  public readonly size = SIZE.products;
  /** Queries since the start. */
  public queries = 0;

  private readonly ready: Promise<void>;
  private readonly calls = new Map<number, { resolve: (p: Product | null) => void; reject: (e: Error) => void }>();
  private lastCall = 0;

  private constructor(private readonly worker: Worker) {
    this.ready = new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', (message: Message) => ('ready' in message ? resolve() : this.answer(message)));
    });
  }

  /** Null where there is no such product. */
  public async product(id: number): Promise<Product | null> {
    this.queries++;
    const call = ++this.lastCall;
    return new Promise((resolve, reject) => {
      this.calls.set(call, { resolve, reject });
      this.worker.postMessage({ call, id });
    });
  }

  public async close(): Promise<void> {
    await this.worker.terminate();
  }

  private answer({ call, row, error }: Exclude<Message, { ready: true }>): void {
    const waiting = this.calls.get(call);
    this.calls.delete(call);
    if (error !== undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(row === undefined ? null : fromRow(row));
  }
}

function fromRow(row: Row): Product {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    priceCents: row.price_cents,
    updatedAt: row.updated_at,
    reviews: row.reviews,
    averageRating: row.average_rating,
    related: row.related,
  };
}

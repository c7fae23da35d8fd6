/**
 * The database of record: a real Postgres (PGlite) in a thread of its own, so that its work is not on the event loop of the
 * application, as a database server's would not be. Answers one message per query.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { products, reviewsPerProduct, categories } = workerData;
const database = await PGlite.create();

await database.exec(`
  CREATE TABLE product (
    id integer PRIMARY KEY, name text NOT NULL, category integer NOT NULL, price_cents integer NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE review (product_id integer NOT NULL, rating integer NOT NULL);
  INSERT INTO product
    SELECT n, 'Product ' || n, n % ${categories}, 199 + (n * 37) % 50000, timestamptz '2026-01-01' + n * interval '1 minute'
    FROM generate_series(1, ${products}) AS n;
  INSERT INTO review
    SELECT n, 1 + (n * 7 + r * 3) % 5 FROM generate_series(1, ${products}) AS n, generate_series(1, ${reviewsPerProduct}) AS r;
  CREATE INDEX ON review (product_id);
  CREATE INDEX ON product (category, price_cents);
  ANALYZE;
`);

const QUERY = `
  SELECT p.id, p.name, 'Category ' || p.category AS category, p.price_cents, p.updated_at,
         (SELECT count(*)::int FROM review r WHERE r.product_id = p.id) AS reviews,
         (SELECT avg(rating)::float FROM review r WHERE r.product_id = p.id) AS average_rating,
         ARRAY(SELECT o.name FROM product o WHERE o.category = p.category AND o.id <> p.id ORDER BY o.price_cents DESC LIMIT 5) AS related
  FROM product p WHERE p.id = $1`;

parentPort.on('message', async ({ call, id }) => {
  try {
    const { rows } = await database.query(QUERY, [id]);
    parentPort.postMessage({ call, row: rows[0] });
  } catch (error) {
    parentPort.postMessage({ call, error: String(error) });
  }
});
parentPort.postMessage({ ready: true });

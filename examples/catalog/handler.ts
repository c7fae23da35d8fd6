/**
 * The Lambda function of the production stack: answers with one product, from the cache where it can, from DynamoDB where it must.
 * It contains no host name, no password and no TLS option: `Cache.connect()` finds all of that by itself.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Cache } from '@elasticache-kit/client';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Product } from './product';

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function load(id: string): Promise<Product | null> {
  const { Item } = await table.send(new GetCommand({ TableName: process.env.PRODUCTS_TABLE, Key: { id } }));
  return (Item as Product | undefined) ?? null;
}

async function openProducts() {
  // A request waits for this once per container, so not for long: DynamoDB can answer without the cache.
  const cache = await Cache.connect({ connectTimeout: '1s' });
  return cache.cacheAside<Product | null>('products', { load });
}

// One connection per container. An attempt that failed is made again by the next request.
let products: ReturnType<typeof openProducts> | undefined;

async function product(id: string): Promise<Product | null> {
  products ??= openProducts();
  let cached: Awaited<typeof products>;
  try {
    cached = await products;
  } catch (error) {
    console.warn('the catalogue answers without its cache', error);
    products = undefined;
    return load(id);
  }
  return cached.get(id);
}

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const id = event.pathParameters?.id;
  if (id === undefined || id === '')
    return { statusCode: 400, body: JSON.stringify({ error: 'the path names no product id' }) };
  const found = await product(id);
  return found === null
    ? { statusCode: 404, body: JSON.stringify({ error: `no product ${id}` }) }
    : { statusCode: 200, body: JSON.stringify(found) };
}

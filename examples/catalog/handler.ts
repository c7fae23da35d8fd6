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
  const cache = await Cache.connect();
  return cache.cacheAside<Product | null>('products', { load });
}

// One connection per container. A connection that failed is tried again by the next invocation.
let products: ReturnType<typeof openProducts> | undefined;

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const id = event.pathParameters?.id;
  if (id === undefined || id === '')
    return { statusCode: 400, body: JSON.stringify({ error: 'the path names no product id' }) };
  products ??= openProducts();
  let product: Product | null | undefined;
  try {
    product = await (await products).get(id);
  } catch {
    products = undefined;
    product = await load(id);
  }
  return product == null
    ? { statusCode: 404, body: JSON.stringify({ error: `no product ${id}` }) }
    : { statusCode: 200, body: JSON.stringify(product) };
}

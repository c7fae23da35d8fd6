/** What the shop shows on a product page. */
export interface Product {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly priceCents: number;
  readonly updatedAt: Date;
  readonly reviews: number;
  readonly averageRating: number;
  /** Names of other products that people bought from the same category. */
  readonly related: readonly string[];
}

/** Whether a number is whole and in a range; one that only the deployment knows is not judged. */
export function isWholeNumber(value: number | undefined, min: number, max: number): boolean {
  return value === undefined || (Number.isInteger(value) && value >= min && value <= max);
}

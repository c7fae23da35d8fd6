/** How the CDK writes a value that only the deployment knows: in texts, in lists and in numbers. */
const TOKEN_TEXT = /[$#]\{Token\[[^\]]*\]\}/g;
const TOKEN_NUMBER = /-1\.888154589\d*e\+289/g;

/** A message without the marks that the CDK puts in place of such values: nobody could recognize theirs by them. */
export function legible(text: string): string {
  return text.replace(TOKEN_TEXT, '<known at deployment>').replace(TOKEN_NUMBER, '<known at deployment>');
}

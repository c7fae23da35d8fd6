/** What EC2 takes in the description of a security group: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const REFUSED = /[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g;

/** In characters; ElastiCache and EC2 agree on it. */
const MAX_LENGTH = 255;

/**
 * A description that is made from the path of a construct, whose ids may be any text: no service refuses it. Every text that is legal
 * everywhere stays as it is, because the description of some resources can never be changed.
 */
export function madeDescription(text: string): string {
  return text.replace(REFUSED, '_').slice(0, MAX_LENGTH);
}

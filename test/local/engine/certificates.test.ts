import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { type Authority, createAuthority, type NodeCertificate } from '../../../local/src/tls/authority';

describe('a node’s certificate', () => {
  let authority: Authority;
  let issued: NodeCertificate;
  let server: Server;

  beforeAll(async () => {
    authority = await createAuthority('test');
    issued = await authority.issue(['*.shop.abc123.use1.cache.localhost']);
    server = createServer({ cert: issued.certificate, key: issued.privateKey });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const greet = async (servername: string, ca: string): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, servername, ca });
    try {
      await once(socket, 'secureConnect');
      return socket;
    } finally {
      socket.destroy();
    }
  };

  it('is accepted for every host name of the cache', async () => {
    for (const name of ['clustercfg', 'master', 'shop-0001-001']) {
      expect((await greet(`${name}.shop.abc123.use1.cache.localhost`, authority.certificate)).authorized).toBe(true);
    }
  });

  it('is refused for another name, and for an address: it names none, as on ElastiCache', async () => {
    await expect(greet('shop.example.com', authority.certificate)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(greet('', authority.certificate)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(new X509Certificate(issued.certificate).subjectAltName).toBe('DNS:*.shop.abc123.use1.cache.localhost');
  });

  it('is refused by who trusts another twin’s authority', async () => {
    await expect(
      greet('master.shop.abc123.use1.cache.localhost', (await createAuthority('test')).certificate),
    ).rejects.toThrow(/certificate/);
  });

  it('cannot sign certificates itself', () => {
    expect(new X509Certificate(issued.certificate).ca).toBe(false);
    expect(new X509Certificate(authority.certificate).ca).toBe(true);
  });
});

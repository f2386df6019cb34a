import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/**
 * A CONNECT proxy that leads every host to one local port: clients that cannot name a port in a host (gh reads its
 * repositories from git remotes and drops it) reach a local server under a name of its own.
 */
export async function connectProxy(port: number): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (_, client, head) => {
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

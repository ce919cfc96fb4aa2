using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace WebLab.Testing;

/// <summary>A port on loopback for a program that must be told one.</summary>
public static class FreePort
{
    // Below those that Linux gives to outgoing connections: one of these may be taken between the look and the use, or while a server
    // that comes back to its port is away.
    private const int First = 20_000,
        End = 32_768;

    // None is given twice, else that of a server which is away or has not bound it yet could be another's.
    private static int _drawn = RandomNumberGenerator.GetInt32(End - First);

    public static int Find()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _drawn) % (End - First);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next is another.
            }
        }
    }
}

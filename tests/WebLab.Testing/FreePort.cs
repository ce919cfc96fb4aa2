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

    public static int Find()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next draw is another.
            }
        }
    }
}

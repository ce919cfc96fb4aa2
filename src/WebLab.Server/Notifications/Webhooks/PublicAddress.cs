using System.Net;
using System.Net.Sockets;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>
/// Which addresses lie outside: not this machine's, not a private or local network's, not a cloud's metadata service (169.254.169.254 is
/// link-local, fd00:ec2::254 private, and 168.63.129.16 Azure's own). An IPv4 address inside of an IPv6 one counts as itself.
/// </summary>
public static class PublicAddress
{
    // IANA's registries of special-purpose addresses, as of 2025: everything that is not globally reachable, and multicast.
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"),
        Translated = IPNetwork.Parse("64:ff9b::/96"),
        Siit = IPNetwork.Parse("::ffff:0:0:0/96"),
        SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // A zone says which of this machine's links is meant.
            address = new(address.GetAddressBytes());
            if (Embedded(address) is { } inner)
                return Is(inner);
            // Nothing else has been given out to the world yet.
            if (!Global.Contains(address))
                return false;
        }
        return !Inside.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>The IPv4 address that an IPv6 one stands for: mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), translated, or
    /// 6to4.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (
            address.IsIPv4MappedToIPv6
            || Translated.Contains(address)
            || Siit.Contains(address)
            || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0
        )
            return new(bytes.AsSpan(12));
        return SixToFour.Contains(address) ? new(bytes.AsSpan(2, 4)) : null;
    }
}

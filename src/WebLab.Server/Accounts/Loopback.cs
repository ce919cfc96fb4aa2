using System.Net;

namespace WebLab.Server.Accounts;

/// <summary>Without accounts the server is for this machine alone.</summary>
internal static class Loopback
{
    private static readonly string[] PortSettings = ["HTTP_PORTS", "HTTPS_PORTS"];

    /// <exception cref="StartupException">The server would have no accounts and listen to other machines.</exception>
    public static void Require(IConfiguration configuration)
    {
        if (!configuration.GetValue<bool>("Accounts:SingleUser"))
            return;
        var addresses = (configuration["Urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""))
            .Concat(
                PortSettings
                    .Where(setting => configuration["Urls"] is null && !string.IsNullOrEmpty(configuration[setting]))
                    .Select(setting => $"{setting}={configuration[setting]}")
            );
        if (addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
            throw new StartupException(
                $"--single-user has no accounts and listens on this machine only, such as http://127.0.0.1:5080; leave it out to listen "
                    + $"on {open}."
            );
    }

    /// <summary>As the server itself reads the address: a host that it does not know, such as <c>x@127.0.0.1</c>, means every
    /// address to it.</summary>
    private static bool IsLoopback(string address)
    {
        try
        {
            var host = BindingAddress.Parse(address).Host;
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

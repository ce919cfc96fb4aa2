using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebLab.Testing;

/// <summary>The distribution's nginx with the sample of docs/deploy.md, on a free port before a server.</summary>
public sealed partial class NginxProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-nginx-");
    private readonly Process _process;

    private NginxProxy(string program, string server, int port)
    {
        Address = new($"http://127.0.0.1:{port}/weblab/");
        var file = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(
            file,
            $$"""
            daemon off; master_process off; pid {{_folder.FullName}}/pid; error_log {{_folder.FullName}}/error.log;
            events {}
            http {
              access_log off; client_body_temp_path {{_folder.FullName}}/body; proxy_temp_path {{_folder.FullName}}/proxy;
              fastcgi_temp_path {{_folder.FullName}}/f; uwsgi_temp_path {{_folder.FullName}}/u; scgi_temp_path {{_folder.FullName}}/s;
              {{server}}
            }
            """
        );
        _process = Process.Start(new ProcessStartInfo(program, ["-p", _folder.FullName, "-c", file]) { RedirectStandardError = true })!;
    }

    /// <summary>Where the lab lies behind it.</summary>
    public Uri Address { get; }

    /// <summary>Where nginx is; null where it is not, as no test may install it.</summary>
    public static string? Program => new[] { "/usr/sbin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists);

    /// <param name="lab">The server behind it.</param>
    /// <param name="change">What a careless hand does to the sample.</param>
    public static async Task<NginxProxy> StartAsync(Uri lab, Func<string, string>? change = null)
    {
        var port = FreePort.Find();
        var sample = Sample()
            .Replace("listen 80;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("127.0.0.1:5080", lab.Authority, StringComparison.Ordinal)
            .Replace("server_name lab.example.org;", "", StringComparison.Ordinal);
        var proxy = new NginxProxy(Program!, change?.Invoke(sample) ?? sample, port);
        using var http = new HttpClient();
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(proxy.Address);
                return proxy;
            }
            catch (HttpRequestException) when (tries < 600 && !proxy._process.HasExited)
            {
                await turns.WaitForNextTickAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run from the repository's artifacts folder.");
        return SamplePattern().Match(File.ReadAllText(Path.Combine(folder.FullName, "docs", "deploy.md"))).Groups[1].Value;
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SamplePattern();
}

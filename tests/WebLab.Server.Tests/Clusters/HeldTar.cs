using System.Globalization;

namespace WebLab.Server.Tests.Clusters;

/// <summary>A tar that waits, before it unpacks data, until it is released: as one to which hours of data are sent.</summary>
internal sealed class HeldTar : IDisposable
{
    private readonly TemporaryFolder _folder = new("weblab-tar-");
    private readonly string _held,
        _hold;

    public HeldTar()
    {
        _held = Path.Combine(_folder.Path, "held");
        _hold = Path.Combine(_folder.Path, "hold");
        File.WriteAllText(_hold, "");
        var path = Path.Combine(_folder.Path, "tar");
        File.WriteAllText(
            path,
            $$"""
            #!/bin/bash
            tar=$(command -pv tar)
            case "${!#}" in
              */data/*) echo $$ >'{{_held}}'; while [ -e '{{_hold}}' ]; do sleep 0.1; done ;;
            esac
            exec "$tar" "$@"

            """.ReplaceLineEndings("\n")
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What a server's environment needs so that it finds this one.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string> { ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}" };

    /// <summary>The process that waits.</summary>
    public async Task<int> Held()
    {
        var id = "";
        await Waiting.Until(
            () => File.Exists(_held) && (id = File.ReadAllText(_held)).EndsWith('\n'),
            TimeSpan.FromSeconds(60),
            () => "a tar that waits"
        );
        return int.Parse(id, CultureInfo.InvariantCulture);
    }

    public void Release() => File.Delete(_hold);

    public void Dispose() => _folder.Dispose();
}

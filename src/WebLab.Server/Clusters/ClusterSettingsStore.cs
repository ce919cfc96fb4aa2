using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Storage;

namespace WebLab.Server.Clusters;

/// <summary>The cluster's settings: those of the section <c>Cluster</c>, until an administrator saves others on the page.</summary>
internal sealed class ClusterSettingsStore
{
    private readonly string _path;

    public ClusterSettingsStore(StoreFolder store, IConfiguration configuration)
    {
        _path = Path.Combine(store.Root, StoreFolder.ClusterFile);
        var configured = configuration.GetSection("Cluster").Get<ClusterSettings>() ?? new();
        Current = File.Exists(_path) ? Read() : configured;
        if (Current.IsOn && ClusterSettingsCheck.Problems(Current) is { Count: > 0 } problems)
            throw new StartupException(string.Join(" ", problems.Values.Select(problem => $"Cluster: {problem}")));
    }

    public ClusterSettings Current { get; private set; }

    /// <summary>Raised after other settings have been saved.</summary>
    public event Action? Changed;

    public void Save(ClusterSettings settings)
    {
        var temporary = _path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(settings, LabJson.Options));
        File.Move(temporary, _path, overwrite: true);
        Current = settings;
        Changed?.Invoke();
    }

    private ClusterSettings Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ClusterSettings>(File.ReadAllText(_path), LabJson.Tolerant)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"Cluster: the settings in {_path} cannot be read: {error.Message.TrimEnd('.')}. Mend the file, or move it away to begin "
                    + "with those of the section Cluster.",
                error
            );
        }
    }
}

using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Storage;

namespace WebLab.Server.Clusters;

/// <summary>The arrays that Slurm has, each a file in the store.</summary>
internal sealed class SlurmArrayStore(StoreFolder store)
{
    public SlurmArray? Find(string key) =>
        Guid.TryParseExact(key, "N", out _) && File.Exists(PathOf(key))
            ? JsonSerializer.Deserialize<SlurmArray>(File.ReadAllText(PathOf(key)), LabJson.Tolerant)
            : null;

    /// <summary>Writes under another name and moves, so that it is there whole or not at all.</summary>
    public void Save(SlurmArray array)
    {
        var temporary = PathOf(array.Key) + ".tmp";
        using (var file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, array, LabJson.Options);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, PathOf(array.Key), overwrite: true);
    }

    public void Delete(string key) => File.Delete(PathOf(key));

    private string PathOf(string key) => Path.Combine(store.Clusters, $"{key}.json");
}

using LiteDB;
using WebLab.Contracts;
using WebLab.Contracts.Audit;
using WebLab.Server.Storage;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace WebLab.Server.Audit;

/// <summary>The audit trail. It is only ever added to; nothing here changes or takes away a line.</summary>
public sealed class AuditLog(LabDatabase database)
{
    private const string Collection = "audit";

    /// <summary>Adds a line under the next number, which is decided on the writer thread.</summary>
    public Task Add(AuditEntry entry) =>
        database.WriteFromReserve(tx =>
        {
            var lines = tx.Collection(Collection);
            var number = (lines.Query().OrderByDescending("_id").Limit(1).FirstOrDefault()?["_id"].AsInt64 ?? 0) + 1;
            lines.Insert(
                new BsonDocument { ["_id"] = number, ["json"] = JsonSerializer.Serialize(entry with { Number = number }, LabJson.Options) }
            );
        });

    /// <summary>The lines that have the text in one of their members, newest first.</summary>
    public IEnumerable<AuditEntry> Newest(string? search) =>
        database
            .Read(Collection)
            .Latest()
            .Select(line => JsonSerializer.Deserialize<AuditEntry>(line["json"].AsString, LabJson.Tolerant)!)
            .Where(entry =>
                string.IsNullOrWhiteSpace(search) || Texts(entry).Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase))
            );

    private static string[] Texts(AuditEntry entry) =>
        [entry.Who, entry.Token, entry.Address, entry.What, entry.ThingId, entry.Thing, entry.Detail];
}

using System.Reflection;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Audit;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Measures;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Workers;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Links;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Clusters;
using WebLab.Server.Curves;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.LabelAudits;
using WebLab.Server.Maintenance;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Runs;

namespace WebLab.Server.Tests.Storage;

/// <summary>
/// Every name that a stored record has for one of several values. They are promises to the stores that are out there: one may be added to
/// the list, none may be changed or taken away without a migration.
/// </summary>
public sealed class StoredNamesTests
{
    private static readonly Type[] Records =
    [
        typeof(Account),
        typeof(Link),
        typeof(Session),
        typeof(ApiToken),
        typeof(ExperimentSummary),
        typeof(RunSummary),
        typeof(Notification),
        typeof(Webhook),
        typeof(Delivery),
        typeof(WorkerRecord),
        typeof(DeviceTime),
        typeof(AuditEntry),
        typeof(StoredLabelVote),
        // Files of the store.
        typeof(CatalogueEntry),
        typeof(ImportedSet),
        typeof(UploadRecord),
        typeof(ImportRecord),
        typeof(ClusterSettings),
        typeof(SlurmArray),
        typeof(ExampleHeader),
        typeof(WorkerSpool),
        typeof(BackupManifest),
        typeof(LabelAuditReport),
        typeof(MeasuresReport),
        typeof(ExampleScoresReport),
        typeof(SaliencyMapsReport),
        typeof(DataRandomisationReport),
    ];

    private static readonly Dictionary<string, string> Promised = new()
    {
        ["ClusterTransport"] = "here ssh",
        ["ColumnUse"] = "number one-hot code date leave-out label split file",
        ["DatasetKind"] = "images features",
        ["ExampleColumnType"] = "class-index number",
        ["ImageFit"] = "resize-and-crop centre-crop stretch",
        ["ImportForm"] = "image-folders image-table table arrays idx cifar-binary cifar-python parquet",
        ["ImportState"] = "waiting looking ready importing completed failed cancelled",
        ["LabelAuditFigureKind"] = "histogram band matrix",
        ["LabelAuditQuestion"] = "association noise-rate suspects oddities next-steps",
        ["LabelAuditScale"] = "fraction count number",
        ["LabelAuditTest"] = "neighbours held-out-predictions training-curve",
        ["LabelDecision"] = "keep relabel set-aside",
        ["LabelFilter"] = "prune-by-noise-rate prune-by-class both confident-learning predicted-neq-given",
        ["LinkKind"] = "set-up invitation reset",
        ["MissingValues"] = "mean zero leave-out",
        ["NotificationKind"] = "ended failed stalled",
        ["OddColumnKind"] = "constant leaking row-number copy",
        ["PaperScale"] = "small full",
        ["RecordedSplit"] = "train test",
        ["Role"] = "viewer member admin",
        ["RunStatus"] = "queued starting running pausing paused completed cancelled failed interrupted",
        ["TokenScope"] = "read launch admin",
        ["WorkerEnd"] = "completed cancelled failed paused stopped diverged",
    };

    [Fact]
    public void No_stored_name_is_missing_and_each_is_in_the_list()
    {
        var stored = Enums()
            .ToDictionary(
                type => type.Name,
                type =>
                    string.Join(
                        ' ',
                        Enum.GetValues(type)
                            .Cast<object>()
                            .Select(value => JsonSerializer.Serialize(value, type, LabJson.Options).Trim('"'))
                    )
            );
        var broken = stored
            .Where(pair => Promised.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => $"[\"{pair.Key}\"] = \"{pair.Value}\",")
            .Order()
            .ToList();
        Assert.True(broken.Count == 0, $"The list does not hold what is stored now:\n{string.Join('\n', broken)}");
        // What is promised and stored nowhere any more would be a promise that nobody keeps.
        Assert.Empty(Promised.Keys.Except(stored.Keys));
    }

    /// <summary>Readers pass over members that they do not know: one that was renamed would be lost from every store without a
    /// word.</summary>
    [Fact]
    public void No_member_of_a_stored_record_is_missing_and_each_is_in_the_list()
    {
        var stored = Members().Order(StringComparer.Ordinal).ToList();
        var promised = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Stores", "members.txt"));
        Assert.True(
            stored.SequenceEqual(promised),
            $"Stores/members.txt does not hold what is stored now:\n{string.Join('\n', stored.Except(promised))}\n"
                + $"It holds what is stored no more:\n{string.Join('\n', promised.Except(stored))}"
        );
    }

    [Fact]
    public void Keys_of_blocks_keep_their_bytes()
    {
        var run = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(
            "3322110055447766" + "8899aabbccddeeff" + "0503" + "00000102",
            Convert.ToHexStringLower(new BlockKey(run, 5, 3, 0x102).ToBson().AsBinary)
        );
    }

    /// <summary>A line a record: its name and the written names of what it holds.</summary>
    private static IEnumerable<string> Members()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(Records);
        while (open.TryPop(out var type))
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type))
                continue;
            foreach (var inner in type.GetGenericArguments().Append(type.GetElementType()).OfType<Type>())
                open.Push(inner);
            if (type.Namespace?.StartsWith("WebLab", StringComparison.Ordinal) != true)
                continue;
            // What is only told is worked out anew by whoever reads.
            var members = LabJson
                .Options.GetTypeInfo(type)
                .Properties.Where(member => member.Set is not null || member.AssociatedParameter is not null)
                .ToList();
            if (members.Count == 0)
                continue;
            foreach (var member in members)
                open.Push(member.PropertyType);
            yield return $"{type.Name}: {string.Join(' ', members.Select(member => member.Name).Order(StringComparer.Ordinal))}";
        }
    }

    private static IEnumerable<Type> Enums()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(Records);
        while (open.TryPop(out var type))
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type))
                continue;
            if (type.IsEnum)
                yield return type;
            foreach (var argument in type.GetGenericArguments())
                open.Push(argument);
            if (type.Namespace?.StartsWith("WebLab", StringComparison.Ordinal) == true)
            {
                foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
                    open.Push(property.PropertyType);
            }
        }
    }
}

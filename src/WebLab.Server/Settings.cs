using System.Text.RegularExpressions;
using WebLab.Contracts.Clusters;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.SignOn;
using WebLab.Server.Checkpoints;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Devices;
using WebLab.Server.Notifications;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Queue;
using WebLab.Server.Security;
using WebLab.Server.Storage;
using WebLab.Server.Telemetry;
using WebLab.Server.Workers;

namespace WebLab.Server;

/// <summary>The settings that have a section (<c>--Limits:Queued 5</c>): one that is not there, or not of its form, is told and not
/// passed over.</summary>
internal static partial class Settings
{
    private static readonly Dictionary<string, Type[]> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accounts"] = [typeof(AccountOptions)],
        ["Checkpoints"] = [typeof(CheckpointOptions)],
        ["Cluster"] = [typeof(ClusterSettings)],
        ["Datasets"] = [typeof(DatasetOptions)],
        ["Imports"] = [typeof(ImportProcessOptions)],
        ["Limits"] = [typeof(LimitOptions), typeof(RateLimitOptions)],
        ["Notifications"] = [typeof(NotificationOptions)],
        ["Scheduler"] = [typeof(DeviceOptions), typeof(DrainOptions)],
        ["SignOn"] = [typeof(SignOnOptions)],
        ["Storage"] = [typeof(StorageOptions)],
        ["Telemetry"] = [typeof(TelemetryOptions)],
        ["Uploads"] = [typeof(UploadOptions)],
        ["Webhooks"] = [typeof(WebhookOptions)],
        ["Worker"] = [typeof(WorkerOptions)],
    };

    /// <summary>The framework's own, which it reads itself.</summary>
    private static readonly string[] Framework = ["Kestrel", "Logging"];

    /// <summary>Why there is no setting of that name, one sentence, or null.</summary>
    public static string? Problem(string name)
    {
        var parts = name.Split(':', 2);
        if (Framework.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            return null;
        if (!Own.TryGetValue(parts[0], out var types))
            return $"A setting's section must be one of {string.Join(", ", Own.Keys.Concat(Framework))}; it was --{name}.";
        return TypeOf(name) is not null
            ? null
            : $"A setting of {parts[0]} must be one of {string.Join(", ", types.SelectMany(Names))}; it was --{name}.";
    }

    /// <summary>The sentence for a value that is not of its setting's form; null for another failure.</summary>
    public static string? Problem(InvalidOperationException error) =>
        NotConverted().Match(error.Message) is { Success: true } match && match.Groups[1].Value is var value
            ? $"{match.Groups[2].Value} must be {Form(TypeOf(match.Groups[2].Value))}; it was {value}."
            : null;

    // Of a list each word has a number: --Cluster:Prefix:0 apptainer.
    private static Type? TypeOf(string name) =>
        name.Split(':') is [var section, var member, .. var rest]
        && Own.TryGetValue(section, out var types)
        && types
            .SelectMany(type => type.GetProperties())
            .FirstOrDefault(property => property.CanWrite && property.Name.Equals(member, StringComparison.OrdinalIgnoreCase))
            ?.PropertyType
            is { } type
            ? type == typeof(IReadOnlyList<string>)
                ? (rest is [var place] && ushort.TryParse(place, out _) ? typeof(string) : null)
                : (rest.Length == 0 ? type : null)
            : null;

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.PropertyType == typeof(IReadOnlyList<string>) ? $"{property.Name}:0" : property.Name);

    private static string Form(Type? type) =>
        type is null ? "of another form"
        : (Nullable.GetUnderlyingType(type) ?? type) is var plain && plain == typeof(bool) ? "true or false"
        : plain == typeof(int) || plain == typeof(long) ? "a whole number"
        : plain == typeof(double) ? "a number"
        : plain == typeof(TimeSpan) ? "a time, for example 00:05:00"
        : plain == typeof(Uri) ? "an address, for example https://example.org/"
        : plain.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(plain))}"
        : "of another form";

    [GeneratedRegex("^Failed to convert configuration value '(.*)' at '([^']*)' to type ", RegexOptions.Singleline)]
    private static partial Regex NotConverted();
}

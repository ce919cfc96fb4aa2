using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts;

/// <summary>The one serializer set-up for REST, the browser's hub, the store and the command line.</summary>
public static class LabJson
{
    /// <summary>
    /// Camel-case names, enums by their written name (<c>mlp-1x512</c>), NaN and infinities as named literals,
    /// unknown members and missing required members refused.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create(Configure);

    /// <summary>
    /// The same for what a WebLab has written, which may be a newer one: unknown members are passed over. For the store, and for the
    /// browser, whose open tab outlives a new server.
    /// </summary>
    public static JsonSerializerOptions Tolerant { get; } = Create(ConfigureTolerant);

    /// <summary>Applies the set-up to options that a framework owns.</summary>
    /// <param name="options">Options not yet in use.</param>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    /// <summary>Applies the tolerant set-up to options that a framework owns.</summary>
    /// <param name="options">Options not yet in use.</param>
    public static void ConfigureTolerant(JsonSerializerOptions options)
    {
        Configure(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
    }

    private static JsonSerializerOptions Create(Action<JsonSerializerOptions> configure)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

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
    public static JsonSerializerOptions Options { get; } = Create();

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

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

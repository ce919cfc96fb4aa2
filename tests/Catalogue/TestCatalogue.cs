using System.Runtime.CompilerServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Curves;
using WebLab.Science.Catalogue;

namespace WebLab.Tests.Catalogue;

/// <summary>
/// Gives every test process the catalogue that a server asks its worker for: catalogue.json is what <c>weblab worker describe</c>
/// prints, less the metrics, which every process knows by itself. A test of the trainer holds the two together.
/// </summary>
internal static class TestCatalogue
{
    public static string Json => JsonSerializer.Serialize(Read(), LabJson.Options);

    [ModuleInitializer]
    internal static void Use() => LabCatalogue.Use(Read());

    private static CatalogueInfo Read()
    {
        using var file = typeof(TestCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize<CatalogueInfo>(file, LabJson.Options)! with
        {
            Metrics = [.. Metric.All.Select(metric => metric.Describe())],
        };
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Science.Catalogue;

namespace WebLab.Tests.Catalogue;

/// <summary>
/// Gives every test process the catalogue that a server asks its worker for: catalogue.json is what <c>weblab worker describe</c>
/// prints, and a test of the trainer holds the two together.
/// </summary>
internal static class TestCatalogue
{
    public static string Json
    {
        get
        {
            using var file = typeof(TestCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim();
        }
    }

    [ModuleInitializer]
    internal static void Use() => LabCatalogue.Use(JsonSerializer.Deserialize<CatalogueInfo>(Json, LabJson.Options)!);
}

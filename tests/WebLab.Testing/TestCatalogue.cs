using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Science.Catalogue;

namespace WebLab.Testing;

/// <summary>The catalogue that a server asks its worker for, for processes that have no worker: the build asks the trainer.</summary>
public static class TestCatalogue
{
    public static string Json => JsonSerializer.Serialize(Read(), LabJson.Options);

    public static void Use() => LabCatalogue.Use(Read());

    private static CatalogueInfo Read()
    {
        using var file = typeof(TestCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize<CatalogueInfo>(file, LabJson.Options)!;
    }
}

using System.Runtime.CompilerServices;

namespace WebLab.Testing;

/// <summary>In every test program: what it tests may ask for the catalogue before any test does.</summary>
internal static class UseTestCatalogue
{
    [ModuleInitializer]
    internal static void Use() => TestCatalogue.Use();
}

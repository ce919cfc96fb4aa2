using WebLab.Data.Datasets;
using WebLab.Server.Security;

namespace WebLab.Server.Maintenance;

/// <summary>Looks at what lies in files of a store's own beside its database: the keys, and the catalogue of the lab's data sets.</summary>
internal static class StoreFilesDoctor
{
    public static IEnumerable<DoctorFinding> Check(string store)
    {
        foreach (var path in KeyFiles.Damaged(Path.Combine(store, "keys")))
            yield return DoctorFinding.Problem("keys", KeyFiles.Sentence(path));
        var unread = new List<string>();
        CatalogueFolder.Read(Path.Combine(store, "catalogue"), unread.Add);
        foreach (var sentence in unread)
            yield return DoctorFinding.Problem("catalogue", sentence);
    }
}

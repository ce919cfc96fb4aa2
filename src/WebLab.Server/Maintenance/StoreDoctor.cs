using WebLab.Server.Storage;
using WebLab.Server.Storage.Migrations;

namespace WebLab.Server.Maintenance;

/// <summary>The doctor on a store that no server has open.</summary>
internal static class StoreDoctor
{
    public static IReadOnlyList<DoctorFinding> Check(StoreFolder store)
    {
        if (!File.Exists(store.Database) && !File.Exists(DatabaseFile.LogOf(store.Database)))
            return [DoctorFinding.Good("database", $"There is none in {store.Root} yet; the first start makes it.")];
        try
        {
            var isSealed = File.Exists(StoreSeal.PathOf(store.Database));
            var database = DatabaseFile.OpenWhole(store.Database);
            try
            {
                StoreMigrations.Refuse(database, store.Database);
                var missing = isSealed || StoreMigrations.SchemaOf(database) == 0 ? null : StoreSeal.Missing(store.Database);
                return
                [
                    .. missing is null ? [] : new[] { DoctorFinding.Problem("database", missing) },
                    .. new DatabaseDoctor([.. database.GetCollectionNames()], name => new(database.GetCollection(name)), store).Check(),
                ];
            }
            finally
            {
                DatabaseFile.Close(database);
            }
        }
        catch (StartupException damaged)
        {
            return [DoctorFinding.Problem("database", damaged.Message)];
        }
    }
}

using System.Text.Json.Nodes;

namespace WebLab.Server.Storage.Migrations;

/// <summary>From the stores of up to commit b8771fd, in which co-teaching left out 0.2 of a batch where the recipe did not say how much;
/// today that is the recipe's noise rate, and what was trained on 0.2 says so.</summary>
internal static class SchemaTwo
{
    private const double Before = 0.2;

    public static StoreMigration Migration { get; } =
        new(1, "recipes with co-teaching name the share that they left out", store => store.Rewrite("runs", Name));

    private static void Name(JsonObject run)
    {
        if (run["spec"] is not JsonObject spec || spec["loss"] is not JsonObject loss || loss.ContainsKey("forgetRate"))
            return;
        if (loss["kind"]?.GetValue<string>() == "co-teaching")
            loss["forgetRate"] = Before;
    }
}

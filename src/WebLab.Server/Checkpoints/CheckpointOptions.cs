using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Checkpoints;

public sealed class CheckpointOptions
{
    /// <summary>Seconds between two checkpoints that nobody asked for; 0 for none. Small Inception's is 13 MB, written in a tenth of a
    /// second.</summary>
    [Range(0, 86_400, ErrorMessage = "Checkpoints:SecondsBetween must be 0 to 86400.")]
    public double SecondsBetween { get; set; } = 300;

    /// <summary>How many of a run are kept while it can go on.</summary>
    [Range(1, 100, ErrorMessage = "Checkpoints:Keep must be a whole number from 1 to 100.")]
    public int Keep { get; set; } = 2;

    /// <summary>Whether the network of a completed or stopped run is kept, so that it can be given more epochs.</summary>
    public bool KeepFinal { get; set; } = true;

    /// <summary>What all checkpoints together may take, in megabytes.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Checkpoints:BudgetMegabytes must be a whole number from 1 to 100000000.")]
    public long BudgetMegabytes { get; set; } = 20_000;
}

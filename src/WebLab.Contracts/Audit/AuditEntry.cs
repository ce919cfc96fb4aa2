namespace WebLab.Contracts.Audit;

/// <summary>One line of the audit trail: who did what to which thing, when and from where. Lines are added and never changed.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The account; empty for none.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The person's name then; the name that was tried where a log-in was refused; empty for nobody.</summary>
    public string Who { get; init; } = "";

    /// <summary>The token that was used in the person's stead; empty for none.</summary>
    public string Token { get; init; } = "";

    /// <summary>From which network address.</summary>
    public string Address { get; init; } = "";

    /// <summary>What was done, for example <c>cancel run</c>.</summary>
    public required string What { get; init; }

    /// <summary>The id of the thing that it was done to; empty for none.</summary>
    public string ThingId { get; init; } = "";

    /// <summary>The thing's name then.</summary>
    public string Thing { get; init; } = "";

    /// <summary>What else there is to know, for example the new role.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The status of the answer: 200 to 299 done, above refused.</summary>
    public required int Status { get; init; }
}

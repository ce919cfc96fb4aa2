namespace WebLab.Contracts.Accounts;

/// <summary>What a token may do at most; never more than its owner's role.</summary>
public enum TokenScope
{
    /// <summary>What a viewer may.</summary>
    Read,

    /// <summary>What a member may: launch, and change what is its owner's own.</summary>
    Launch,

    /// <summary>What an administrator may, except to make tokens and passwords.</summary>
    Admin,
}

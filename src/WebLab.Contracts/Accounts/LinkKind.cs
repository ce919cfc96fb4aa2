namespace WebLab.Contracts.Accounts;

/// <summary>What a one-time link is good for.</summary>
public enum LinkKind
{
    /// <summary>To make the first administrator.</summary>
    SetUp,

    /// <summary>To make an account.</summary>
    Invitation,

    /// <summary>To choose a new password.</summary>
    Reset,
}

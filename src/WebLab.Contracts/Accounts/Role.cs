namespace WebLab.Contracts.Accounts;

/// <summary>What a person may do; each role may do what the one before may.</summary>
public enum Role
{
    /// <summary>Reads all that is not private.</summary>
    Viewer,

    /// <summary>Launches, and changes, cancels and deletes what is their own.</summary>
    Member,

    /// <summary>Does everything, also with what is other people's, and looks after the accounts.</summary>
    Admin,
}

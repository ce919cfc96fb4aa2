namespace WebLab.Contracts.Filters;

internal enum FilterTokenKind
{
    Word,
    Quoted,
    Operator,
    Open,
    Close,
    End,
}

// The compiler looks for this very name; netstandard2.0 lacks it, and list patterns need it.
namespace System;

internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}

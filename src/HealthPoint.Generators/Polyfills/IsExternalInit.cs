// The compiler looks for this very name; netstandard2.0 lacks it, and records need it.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;

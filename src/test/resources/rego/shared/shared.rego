package shared

# Small in memory, endless to walk: an array put into itself again and again.
_many(n) := json.patch({"a": [n]}, [{"op": "copy", "from": "/a", "path": "/a/0"} | some _ in numbers.range(1, 40)])

_double(a) := [a, a]

_times5(a) := _double(_double(_double(_double(_double(a)))))

_literal(n) := _times5(_times5(_times5(_times5(_times5(_times5(n))))))

_large(n) := _times5(_times5(_times5(n)))

patched := count(_many(1))

literals := count(_literal(1))

nested := {"k": _literal(1)}

alike if _literal(1) == _literal(1)

items := count({_literal(1), _literal(2)})

keys := count({_literal(1): 1})

sorted := count(sort([_literal(1), _literal(1)]))

printed := count(sprintf("%v", [_literal(1)]))

marshalled := count(json.marshal(_literal(1)))

walked := count([1 | walk(_literal(1), [_, 1])])

under_input if input.a == 1 with input.a as _literal(1)

compared_often := count([1 | some _ in numbers.range(1, 100000); _large(1) == _large(1)])

found_often := count([1 | some _ in numbers.range(1, 100000); _large(1) in {_large(1)}])

sorted_often := count([1 | some _ in numbers.range(1, 100000); sort([_large(1), _large(1)])])

merged_often := count([1 | some _ in numbers.range(1, 100000); object.union({"a": _large(1)}, {"a": _large(1)}) == object.union({"a": _large(1)}, {"a": _large(1)})])

cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C
cat <<A <<B <<-C
A
B
	C

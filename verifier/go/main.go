// A third reading of a Wayhome journal's tree and checkpoint, by the libraries Go's own module log is checked with.
//
//	verify JOURNAL KEYS                 the tree over the entries is the one that was signed and cosigned
//	verify -proof ACT PROOF KEYS        one act stands under a signed checkpoint (C2SP tlog-proof)
//	verify -grows OLD NEW JOURNAL KEYS  one checkpoint goes on from another
//
// KEYS holds a verifier key (c2sp.org/signed-note) a line: the keeper's, type 1, and those that watch, type 4; all of
// them must have signed. Nothing of Wayhome is used: golang.org/x/mod/sumdb/note and tlog do the checking.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner checks cosignature/v1 (c2sp.org/tlog-cosignature), which package note has no verifier for.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	heading := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig[:8]))
	return ed25519.Verify(c.key, append([]byte(heading), msg...), sig[8:])
}

func verifier(line string) (note.Verifier, error) {
	fields := strings.SplitN(line, "+", 3)
	if len(fields) != 3 {
		return nil, errors.New("not a verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(fields[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return note.NewVerifier(line)
	}
	sum := sha256.Sum256(append([]byte(fields[0]+"\n"), key...))
	if hex.EncodeToString(sum[:4]) != fields[1] {
		return nil, errors.New("not the hash of this key")
	}
	return cosigner{fields[0], binary.BigEndian.Uint32(sum[:4]), key[1:]}, nil
}

// open returns the size and root of a checkpoint that every key has signed.
func open(checkpoint []byte, keys string) (int64, tlog.Hash, error) {
	var root tlog.Hash
	content, err := os.ReadFile(keys)
	if err != nil {
		return 0, root, err
	}
	var verifiers []note.Verifier
	for _, line := range strings.Fields(string(content)) {
		v, err := verifier(line)
		if err != nil {
			return 0, root, err
		}
		verifiers = append(verifiers, v)
	}
	opened, err := note.Open(checkpoint, note.VerifierList(verifiers...))
	if err != nil {
		return 0, root, err
	}
	if len(opened.Sigs) != len(verifiers) {
		return 0, root, fmt.Errorf("%d of %d have signed", len(opened.Sigs), len(verifiers))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifiers[0].Name() {
		return 0, root, errors.New("not a checkpoint of the keeper's journal")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return 0, root, errors.New("not a number of entries")
	}
	root, err = tlog.ParseHash(lines[2])
	return size, root, err
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(s)) {
			return nil, errors.New("beyond the journal")
		}
		hashes = append(hashes, s[index])
	}
	return hashes, nil
}

// read returns the hashes stored for the entries of a journal, and their number.
func read(journal string) (stored, int64, error) {
	content, err := os.ReadFile(filepath.Join(journal, "entries.jsonl"))
	if err != nil {
		return nil, 0, err
	}
	var hashes stored
	var size int64
	for _, line := range bytes.SplitAfter(content, []byte("\n")) {
		if !bytes.HasSuffix(line, []byte("\n")) {
			break
		}
		added, err := tlog.StoredHashes(size, bytes.TrimSuffix(line, []byte("\n")), hashes)
		if err != nil {
			return nil, 0, err
		}
		hashes, size = append(hashes, added...), size+1
	}
	return hashes, size, nil
}

func checkJournal(journal, keys string) error {
	checkpoint, err := os.ReadFile(filepath.Join(journal, "checkpoint"))
	if err != nil {
		return err
	}
	size, root, err := open(checkpoint, keys)
	if err != nil {
		return err
	}
	hashes, there, err := read(journal)
	if err != nil {
		return err
	}
	if size > there {
		return fmt.Errorf("%d entries were signed for, %d are there", size, there)
	}
	computed, err := tlog.TreeHash(size, hashes)
	if err == nil && computed != root {
		err = errors.New("the entries are not those that were signed for")
	}
	return err
}

func checkProof(act, proof, keys string) error {
	entry, err := os.ReadFile(act)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(proof)
	if err != nil {
		return err
	}
	head, checkpoint, found := bytes.Cut(content, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || "index "+strconv.FormatInt(index, 10) != lines[1] {
		return errors.New("not an index")
	}
	var hashes tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		hashes = append(hashes, hash)
	}
	size, root, err := open(checkpoint, keys)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, size, root, index, tlog.RecordHash(entry))
}

func checkGrows(before, after, journal, keys string) error {
	var sizes [2]int64
	var roots [2]tlog.Hash
	for i, path := range []string{before, after} {
		checkpoint, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if sizes[i], roots[i], err = open(checkpoint, keys); err != nil {
			return err
		}
	}
	hashes, _, err := read(journal)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(sizes[1], sizes[0], hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, sizes[1], roots[1], sizes[0], roots[0])
}

func main() {
	err := errors.New("JOURNAL KEYS, -proof ACT PROOF KEYS, or -grows OLD NEW JOURNAL KEYS expected")
	switch args := os.Args[1:]; {
	case len(args) == 2:
		err = checkJournal(args[0], args[1])
	case len(args) == 4 && args[0] == "-proof":
		err = checkProof(args[1], args[2], args[3])
	case len(args) == 5 && args[0] == "-grows":
		err = checkGrows(args[1], args[2], args[3], args[4])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The fingerprints of a file and of what can be seen in it, computed by the reader's own browser.
//
// SHA-256 as in FIPS 180-4. PDQ as in the generator's `analyse/hashes/pdq.py`, which is written so that any language gets the
// same bits from the same pixels: see there for the sources and for what the hash can't show. Decoders of browsers may differ
// from the generator's by a step here and there; a few bits of the hash may then differ, too.
var backstoryFingerprint = (function () {
  "use strict";
  var SIDE = 64, KEPT = 16, SMALLEST = 5, TIE = Math.pow(2, -20);

  // Fractions of the cube roots of the first 64 primes, as FIPS 180-4 section 4.2.2 defines the constants.
  var ROUNDS = (function () {
    var found = [], candidate = 2;
    while (found.length < 64) {
      var isPrime = true;
      for (var factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) isPrime = false;
      if (isPrime) found.push(fraction(Math.cbrt(candidate)));
      candidate += 1;
    }
    return new Uint32Array(found);
  })();

  function fraction(number) { return Math.floor((number - Math.floor(number)) * 4294967296); }

  function turned(word, by) { return (word >>> by) | (word << (32 - by)); }

  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }

  // Chunk by chunk, so that a large file needs no second copy.
  function Sha256() {
    this.state = new Uint32Array([2, 3, 5, 7, 11, 13, 17, 19].map(function (prime) { return fraction(Math.sqrt(prime)); }));
    this.block = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
    this.words = new Uint32Array(64);
  }

  Sha256.prototype.update = function (bytes) {
    this.length += bytes.length;
    for (var place = 0; place < bytes.length;) {
      var count = Math.min(64 - this.filled, bytes.length - place);
      this.block.set(bytes.subarray(place, place + count), this.filled);
      this.filled += count;
      place += count;
      if (this.filled === 64) { this.mix(); this.filled = 0; }
    }
    return this;
  };

  Sha256.prototype.mix = function () {
    var words = this.words, block = this.block, state = this.state, index;
    for (index = 0; index < 16; index += 1) {
      words[index] = (block[4 * index] << 24) | (block[4 * index + 1] << 16) | (block[4 * index + 2] << 8) | block[4 * index + 3];
    }
    for (index = 16; index < 64; index += 1) {
      var old = words[index - 15], late = words[index - 2];
      words[index] = words[index - 16] + (turned(old, 7) ^ turned(old, 18) ^ (old >>> 3)) +
        words[index - 7] + (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
    }
    var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (index = 0; index < 64; index += 1) {
      var first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[index] + words[index]) | 0;
      var second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach(function (word, place) { state[place] += word; });
  };

  Sha256.prototype.digest = function () {
    var bits = this.length * 8, end = new Uint8Array(this.filled < 56 ? 64 - this.filled : 128 - this.filled);
    end[0] = 128;
    for (var place = 1; place <= 8; place += 1) {
      end[end.length - place] = bits % 256;
      bits = Math.floor(bits / 256);
    }
    this.update(end);
    var out = new Uint8Array(32);
    this.state.forEach(function (word, index) {
      for (var byte = 0; byte < 4; byte += 1) out[4 * index + byte] = word >>> (24 - 8 * byte);
    });
    return hex(out);
  };

  function sha256(bytes) { return new Sha256().update(bytes).digest(); }

  // For each of the 64 samples along an axis: the first pixel it reads, and the weights of that and the following ones.
  function tents(length) {
    var window = Math.floor((length + 2 * SIDE - 1) / (2 * SIDE));
    var before = Math.floor((window - 1) / 2), after = Math.floor(window / 2), samples = [];
    function box(place) { return [Math.max(0, place - before), Math.min(length, place + after + 1)]; }
    for (var sample = 0; sample < SIDE; sample += 1) {
      var outer = box(Math.floor((2 * sample + 1) * length / (2 * SIDE)));
      var start = box(outer[0])[0], weights = new Float64Array(box(outer[1] - 1)[1] - start);
      for (var place = outer[0]; place < outer[1]; place += 1) {
        var inner = box(place);
        for (var at = inner[0]; at < inner[1]; at += 1) weights[at - start] += 1 / (inner[1] - inner[0]);
      }
      for (at = 0; at < weights.length; at += 1) weights[at] /= outer[1] - outer[0];
      samples.push({ start: start, weights: weights });
    }
    return samples;
  }

  // `rows(top, count)` gives RGBA bytes of whole rows. The result holds 64 x 64 gray values, 0 to 255.
  function reduced(width, height, rows) {
    var columns = tents(width), small = new Float64Array(SIDE * SIDE);
    tents(height).forEach(function (row, down) {
      var band = rows(row.start, row.weights.length), gray = new Float64Array(width);
      for (var line = 0; line < row.weights.length; line += 1) {
        var weight = row.weights[line], place = line * width * 4;
        for (var x = 0; x < width; x += 1, place += 4) {
          gray[x] += weight * (0.299 * band[place] + 0.587 * band[place + 1] + 0.114 * band[place + 2]);
        }
      }
      columns.forEach(function (column, across) {
        var sum = 0;
        for (var at = 0; at < column.weights.length; at += 1) sum += column.weights[at] * gray[column.start + at];
        small[down * SIDE + across] = sum;
      });
    });
    return small;
  }

  function qualityOf(small) {
    var steps = 0;
    for (var y = 0; y < SIDE; y += 1) {
      for (var x = 0; x < SIDE; x += 1) {
        var here = small[y * SIDE + x];
        if (x + 1 < SIDE) steps += Math.floor(Math.abs(small[y * SIDE + x + 1] - here) * (100 / 255) + TIE);
        if (y + 1 < SIDE) steps += Math.floor(Math.abs(small[(y + 1) * SIDE + x] - here) * (100 / 255) + TIE);
      }
    }
    return Math.min(100, Math.floor(steps / 90));
  }

  // The 16 x 16 low frequencies of the cosine transform, row by row.
  function spectrumOf(small) {
    var scale = Math.sqrt(2 / SIDE), cosines = [], half = [], spectrum = new Float64Array(KEPT * KEPT), x, y, at, sum;
    for (y = 0; y < KEPT; y += 1) {
      cosines.push(new Float64Array(SIDE));
      for (x = 0; x < SIDE; x += 1) cosines[y][x] = scale * Math.cos(Math.PI / (2 * SIDE) * (y + 1) * (2 * x + 1));
    }
    for (y = 0; y < KEPT; y += 1) {
      half.push(new Float64Array(SIDE));
      for (x = 0; x < SIDE; x += 1) {
        for (sum = 0, at = 0; at < SIDE; at += 1) sum += cosines[y][at] * small[at * SIDE + x];
        half[y][x] = sum;
      }
      for (x = 0; x < KEPT; x += 1) {
        for (sum = 0, at = 0; at < SIDE; at += 1) sum += half[y][at] * cosines[x][at];
        spectrum[y * KEPT + x] = sum;
      }
    }
    return spectrum;
  }

  function bitsOf(values) {
    var median = Array.prototype.slice.call(values).sort(function (a, b) { return a - b; })[127], bytes = new Uint8Array(32);
    for (var bit = 0; bit < 256; bit += 1) {
      if (values[255 - bit] > median + TIE) bytes[bit >> 3] |= 128 >> (bit & 7);
    }
    return hex(bytes);
  }

  // Hashes of all eight ways to turn and mirror the picture. Reversing an axis negates its odd frequencies.
  function orientations(spectrum) {
    function made(isTurned, isAcross, isDown) {
      var values = new Float64Array(KEPT * KEPT);
      for (var y = 0; y < KEPT; y += 1) {
        for (var x = 0; x < KEPT; x += 1) {
          var value = isTurned ? spectrum[x * KEPT + y] : spectrum[y * KEPT + x];
          if (isAcross && x % 2 === 0) value = -value;
          if (isDown && y % 2 === 0) value = -value;
          values[y * KEPT + x] = value;
        }
      }
      return bitsOf(values);
    }
    return {
      as_is: made(false, false, false), mirrored: made(false, true, false), turned: [
        made(true, true, false), made(false, true, true), made(true, false, true)
      ], turned_mirrored: [made(false, false, true), made(true, false, false), made(true, true, true)]
    };
  }

  function pdq(width, height, rows) {
    if (Math.min(width, height) < SMALLEST) return { quality: 0, hashes: null };
    var small = reduced(width, height, rows);
    return { quality: qualityOf(small), hashes: orientations(spectrumOf(small)) };
  }

  // Differing bits of two hashes of 64 hex digits.
  function distance(one, other) {
    var count = 0;
    for (var place = 0; place < 64; place += 8) {
      var bits = parseInt(one.slice(place, place + 8), 16) ^ parseInt(other.slice(place, place + 8), 16);
      for (; bits; bits &= bits - 1) count += 1;
    }
    return count;
  }

  return { Sha256: Sha256, sha256: sha256, pdq: pdq, distance: distance, hex: hex };
})();

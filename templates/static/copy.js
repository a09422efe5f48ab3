// Compares a reader's own file with the pictures of this site, in the reader's browser. Nothing is sent anywhere: the only
// file asked for is the site's own list of fingerprints, when a file is chosen. Needs fingerprint.js.
(function () {
  "use strict";
  var NEAR = 31, QUALITY = 50, LARGEST = 120e6, LARGEST_FILE = 400e6, SLICE = 8e6, WAIT = 30000;
  var box = document.querySelector("[data-copy]");
  if (!box || !window.File || !window.backstoryFingerprint) return;
  var tool = box.querySelector("[data-copy-tool]"), input = tool.querySelector("input");
  var answer = tool.querySelector("[role=status]"), preview = tool.querySelector("canvas");
  var words = JSON.parse(box.dataset.words), root = box.dataset.root, own = box.dataset.exhibit;
  var run = 0, known = null;

  function say(parts, tone) {
    answer.textContent = "";
    answer.className = "copy-answer" + (tone ? " tone-" + tone : "");
    parts.forEach(function (part) {
      var line = document.createElement("p");
      (Array.isArray(part) ? part : [part]).forEach(function (piece) {
        if (typeof piece === "string") { line.appendChild(document.createTextNode(piece)); return; }
        var link = document.createElement("a");
        link.href = root + piece.href;
        link.textContent = piece.title;
        line.appendChild(link);
      });
      answer.appendChild(line);
    });
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  // Puts links into a sentence where it says {other}.
  function linked(text, pictures, values) {
    var halves = text.split("{other}"), pieces = [fill(halves[0], values || {})];
    if (halves.length < 2) return pieces;
    pictures.forEach(function (picture, place) {
      if (place) pieces.push(", ");
      pieces.push(picture);
    });
    return pieces.concat(fill(halves[1] || "", values || {}));
  }

  // The list comes as a script, because pages that are opened from a folder may not fetch anything else.
  function list() {
    if (known) return Promise.resolve(known);
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      var timer = setTimeout(function () { reject(new Error("list")); }, WAIT);
      window.backstoryFingerprints = function (data) {
        clearTimeout(timer);
        known = data.pictures;
        resolve(known);
      };
      script.onerror = function () { clearTimeout(timer); reject(new Error("list")); };
      script.src = root + "fingerprints.js";
      document.head.appendChild(script);
    });
  }

  function bytes(file) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(new Uint8Array(reader.result)); };
      reader.onerror = function () { reject(new Error("file")); };
      reader.readAsArrayBuffer(file);
    });
  }

  // Small files at once; large ones piece by piece, so that a film of many gigabytes fills no memory either.
  function sha256(file, isCurrent) {
    var subtle = window.crypto && window.crypto.subtle;
    if (subtle && file.size <= SLICE) {
      return bytes(file).then(function (data) { return subtle.digest("SHA-256", data); }).then(function (sum) {
        return window.backstoryFingerprint.hex(new Uint8Array(sum));
      });
    }
    var sum = new window.backstoryFingerprint.Sha256(), told = 0;
    function from(start) {
      if (start >= file.size || !isCurrent()) return sum.digest();
      var percent = Math.floor(100 * start / file.size / 10) * 10;
      if (percent > told) { told = percent; say([fill(words.hashing, { percent: percent })]); }
      return bytes(file.slice(start, start + SLICE)).then(function (data) { sum.update(data); return from(start + SLICE); });
    }
    return Promise.resolve(from(0));
  }

  // What to say of a file that the browser can't open, by its first bytes: pictures that this site could hold, or something else.
  function whyClosed(file) {
    return bytes(file.slice(0, 32)).then(function (head) {
      var text = String.fromCharCode.apply(null, head);
      if (/^[\s\S]{4}ftyp([\s\S]{4})*?(hei|hev|mif|msf|avi)/.test(text)) return words.no_heic;
      return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF[\s\S]{4}WEBP|BM|II\*\0|MM\0\*|\xff\x0a|\0\0\0\x0cJXL )/.test(text) ?
        words.no_pixels : words.no_picture;
    });
  }

  function decoded(file) {
    if (!window.createImageBitmap) return Promise.reject(new Error("pixels"));
    return window.createImageBitmap(file, { imageOrientation: "from-image", colorSpaceConversion: "none", premultiplyAlpha: "none" })
      .catch(function () { return window.createImageBitmap(file); });
  }

  // Some browsers give pages other pixels than were drawn, to keep readers from being recognised.
  function isHonest() {
    var canvas = document.createElement("canvas"), context = canvas.getContext("2d");
    canvas.width = canvas.height = 8;
    var drawn = context.createImageData(8, 8);
    for (var place = 0; place < drawn.data.length; place += 1) drawn.data[place] = place % 4 === 3 ? 255 : (place * 37) % 256;
    context.putImageData(drawn, 0, 0);
    var read = context.getImageData(0, 0, 8, 8).data;
    return Array.prototype.every.call(read, function (value, at) { return value === drawn.data[at]; });
  }

  function looks(bitmap) {
    var width = bitmap.width, height = bitmap.height;
    if (width * height > LARGEST) throw new Error("large");
    if (!isHonest()) throw new Error("canvas");
    var canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    var context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    function rows(top, count) { return context.getImageData(0, top, width, count).data; }
    var found = window.backstoryFingerprint.pdq(width, height, rows);
    found.width = width;
    found.height = height;
    found.pixels = pixels(width, height, rows);
    return found;
  }

  function pixels(width, height, rows) {
    var sum = new window.backstoryFingerprint.Sha256(), head = new DataView(new ArrayBuffer(8)), band = 64;
    head.setUint32(0, width);
    head.setUint32(4, height);
    sum.update(new Uint8Array(head.buffer));
    for (var top = 0; top < height; top += band) {
      var count = Math.min(band, height - top), read = rows(top, count), kept = new Uint8Array(width * count * 3);
      for (var from = 0, to = 0; to < kept.length; from += 4, to += 3) {
        kept[to] = read[from];
        kept[to + 1] = read[from + 1];
        kept[to + 2] = read[from + 2];
      }
      sum.update(kept);
    }
    return sum.digest();
  }

  function show(bitmap) {
    var scale = Math.min(1, 240 / Math.max(bitmap.width, bitmap.height));
    preview.width = Math.max(1, Math.round(bitmap.width * scale));
    preview.height = Math.max(1, Math.round(bitmap.height * scale));
    preview.getContext("2d").drawImage(bitmap, 0, 0, preview.width, preview.height);
    preview.hidden = false;
  }

  // The nearest way to turn or mirror the reader's picture: [bits, how].
  function nearest(hashes, pdq) {
    var ways = [["", [hashes.as_is]], [words.way_mirrored, [hashes.mirrored]], [words.way_turned, hashes.turned],
      [words.way_turned_mirrored, hashes.turned_mirrored]];
    return ways.reduce(function (best, way) {
      return way[1].reduce(function (found, hash) {
        var bits = window.backstoryFingerprint.distance(hash, pdq);
        return bits < found[0] ? [bits, way[0]] : found;
      }, best);
    }, [257, ""]);
  }

  function byLooks(pictures, looked) {
    if (!looked.hashes || looked.quality < QUALITY) return [];
    return pictures.filter(function (picture) { return picture.pdq && picture.quality >= QUALITY; })
      .map(function (picture) {
        var near = nearest(looked.hashes, picture.pdq);
        return { picture: picture, bits: near[0], way: near[1] };
      })
      .filter(function (item) { return item.bits <= NEAR; })
      .sort(function (a, b) { return a.bits - b.bits; });
  }

  function isOwn(picture) { return picture.id === own; }

  function judge(pictures, sum, looked) {
    var here = pictures.filter(isOwn)[0];
    var same = pictures.filter(function (picture) { return picture.sha256 === sum; });
    if (same.some(isOwn)) return say([words.same_here, others(same)].filter(Boolean), "good");
    if (same.length) return say([linked(own ? words.same_other : words.same_site, same)], own ? "mixed" : "good");
    if (looked.trouble) return say([own ? words.other_bytes : words.other_bytes_site, looked.trouble], "neutral");
    same = pictures.filter(function (picture) { return picture.pixels === looked.pixels; });
    if (same.some(isOwn)) return say([words.pixels_here, others(same)].filter(Boolean), "good");
    if (same.length) return say([linked(own ? words.pixels_other : words.pixels_site, same)], own ? "mixed" : "good");
    if (looked.quality < QUALITY) return say([words.plain], "neutral");
    var near = byLooks(pictures, looked), mine = near.filter(function (item) { return isOwn(item.picture); })[0];
    if (here && mine && near[0].bits >= mine.bits) return say(lines(words.near_here, mine, looked, near), "mixed");
    if (near.length) return say(lines(own ? words.near_other : words.near_site, near[0], looked, near), "mixed");
    if (here && (!here.pdq || here.quality < QUALITY)) return say([words.here_plain], "neutral");
    say([own ? words.not_here : words.not_site, words.crop], "neutral");
  }

  function others(same) {
    var rest = same.filter(function (picture) { return !isOwn(picture); });
    return rest.length ? linked(words.also, rest) : "";
  }

  function lines(text, best, looked, near) {
    var values = { bits: String(best.bits), width: looked.width, height: looked.height,
      their_width: best.picture.width, their_height: best.picture.height };
    var rest = near.filter(function (item) { return item !== best && !isOwn(item.picture); }).slice(0, 5);
    return [
      linked(text, [best.picture], values), best.way,
      fill(looked.width === best.picture.width && looked.height === best.picture.height ? words.same_size : words.sizes, values),
      rest.length ? linked(words.also_near, rest.map(function (item) { return item.picture; })) : "", words.near_means
    ].filter(Boolean);
  }

  function compare(file) {
    run += 1;
    var mine = run, bitmap = null;
    preview.hidden = true;
    say([words.working]);
    function isCurrent() { return mine === run; }
    Promise.all([list(), sha256(file, isCurrent)]).then(function (found) {
      var opened = file.size > LARGEST_FILE ? Promise.reject(new Error("large")) : decoded(file);
      return opened.then(function (made) {
        bitmap = made;
        if (isCurrent()) show(bitmap);
        // Lets the browser show the words before the work.
        return new Promise(function (resolve) { setTimeout(resolve, 20); });
      }).then(function () { return looks(bitmap); }).catch(function (error) {
        if (error.message === "large") return { trouble: words.too_large };
        if (bitmap) return { trouble: words.no_pixels };
        return whyClosed(file).then(function (why) { return { trouble: why }; });
      }).then(function (looked) {
        if (isCurrent()) judge(found[0], found[1], looked);
      });
    }).catch(function (error) {
      if (isCurrent()) say([error.message === "list" ? words.no_list : words.no_file], "neutral");
    }).then(function () { if (bitmap && bitmap.close) bitmap.close(); });
  }

  input.addEventListener("change", function () { if (input.files.length) compare(input.files[0]); });
  ["dragenter", "dragover"].forEach(function (name) {
    tool.addEventListener(name, function (event) { event.preventDefault(); tool.classList.add("is-over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    tool.addEventListener(name, function () { tool.classList.remove("is-over"); });
  });
  tool.addEventListener("drop", function (event) {
    event.preventDefault();
    if (event.dataTransfer.files.length) compare(event.dataTransfer.files[0]);
  });
  // A file that misses the box would otherwise replace the page.
  ["dragover", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (Array.prototype.indexOf.call(event.dataTransfer ? event.dataTransfer.types : [], "Files") >= 0) event.preventDefault();
    });
  });
  tool.hidden = false;
})();

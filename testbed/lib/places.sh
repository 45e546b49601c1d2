# shellcheck shell=bash
# Directories for daemons that run as users of their own (Ganeti's, PostgreSQL's).

# True when every user can pass through DIR and all above it.
place_is_open() { # DIR
  local dir=$1
  while :; do
    (($((8#$(stat -c %a "$dir"))) & 1)) || return 1
    [[ $dir != / ]] || return 0
    dir=$(dirname "$dir")
  done
}

# Prints the directory NAME of the state directory, made if it was not there; where a parent of it
# is closed to others (Debian's 0700 /root), or its path is too long for the sockets in it, one
# below /var/tmp, remembered in STATE/NAME.place.
place_open() { # STATE NAME [LONGEST]
  local place=$1/$2
  if [[ -s $1/$2.place ]]; then
    place=$(<"$1/$2.place")
  elif [[ ! -d $place ]] && { ((${#place} > ${3:-999})) || ! place_is_open "$1"; }; then
    place=$(mktemp -d /var/tmp/snf-XXXXXX)
    chmod 711 "$place"
    place=$place/$2
    echo "$place" >"$1/$2.place"
  fi
  [[ -d $place ]] || mkdir -m 711 "$place"
  echo "$place"
}

# Prints the path of a socket, DIR/NAME; where that has more than the 107 characters that a socket's path may
# have, one below /var/tmp, in a directory that is remembered in DIR/sockets.place.
place_socket() { # DIR NAME
  local socket=$1/$2 place
  if ((${#socket} > 107)); then
    if [[ ! -s $1/sockets.place ]]; then
      place=$(mktemp -d /var/tmp/snf-XXXXXX)/sockets
      mkdir -m 700 "$place"
      echo "$place" >"$1/sockets.place"
    fi
    socket=$(<"$1/sockets.place")/${2##*/}
  fi
  echo "$socket"
}

# Prints where that directory is or would be, and makes nothing.
place_path() { # STATE NAME
  if [[ -s $1/$2.place ]]; then cat "$1/$2.place"; else echo "$1/$2"; fi
}

# The directory is gone, wherever it was.
place_remove() { # STATE NAME
  if [[ -s $1/$2.place ]]; then
    rm -rf --one-file-system "$(dirname "$(<"$1/$2.place")")"
    rm -f "$1/$2.place"
  fi
  rm -rf --one-file-system "${1:?}/${2:?}"
}

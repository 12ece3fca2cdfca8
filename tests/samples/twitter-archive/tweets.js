window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : ["101"] } },
      "retweeted" : false,
      "entities" : {
        "hashtags" : [ { "text" : "repairs", "indices" : ["20", "28"] } ],
        "user_mentions" : [ { "name" : "Sam Lee", "screen_name" : "samlee_pc", "indices" : ["0", "9"], "id_str" : "18" }, { "name" : "Asha", "screen_name" : "AshaP_council", "id_str" : "17" } ]
      },
      "id_str" : "101",
      "created_at" : "Tue Jan 06 10:28:09 +0000 2026",
      "full_text" : "@samlee_pc see #repairs with @AshaP_council"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "hashtags" : [ ], "user_mentions" : [ { "screen_name" : "jo_c" }, { "screen_name" : "samlee_pc" } ] },
      "id_str" : "102",
      "created_at" : "Tue Jan 06 11:00:00 +0000 2026",
      "full_text" : "RT @jo_c: thanks @samlee_pc"
    }
  },
  {
    "tweet" : {
      "in_reply_to_status_id_str" : "99",
      "in_reply_to_screen_name" : "lee_desk",
      "entities" : { "hashtags" : [ ], "user_mentions" : [ ] },
      "id_str" : "103",
      "created_at" : "Wed Jan 07 09:00:00 +0000 2026",
      "full_text" : "Yes"
    }
  },
  {
    "tweet" : {
      "in_reply_to_status_id_str" : "103",
      "in_reply_to_screen_name" : "ashap_council",
      "entities" : { "hashtags" : [ ], "user_mentions" : [ ] },
      "id_str" : "104",
      "created_at" : "Wed Jan 07 09:01:00 +0000 2026",
      "full_text" : "And more"
    }
  }
]

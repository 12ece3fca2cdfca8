window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "private@council.example",
      "username" : "ashap_council",
      "accountId" : "17"
    }
  }
]

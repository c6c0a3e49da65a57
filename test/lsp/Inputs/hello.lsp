{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":"${uri:.}","capabilities":{"general":{"positionEncodings":["utf-8","utf-16"]},"textDocument":{"publishDiagnostics":{"relatedInformation":true},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}}},"hover":{"contentFormat":["markdown","plaintext"]}}}}}
reply 1
{"jsonrpc":"2.0","method":"initialized","params":{}}
